// The counter's details, as they are printed on the receipt. Used at the first run and in the settings.
import { Button, Group, SimpleGrid, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useRef, useState, type FormEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { CounterSettings } from "../../shared/contract";
import { KeyHint } from "./key-hint";
import { counterProblems } from "./counter-problems";

export const EMPTY_COUNTER: CounterSettings = {
  governingBody: "",
  unitName: "",
  unitCode: "",
  communeCode: "",
  placeName: "",
  counterName: "",
  officerName: "",
  phone: "",
  machineCode: "",
};

/** In the order in which they are asked. */
const FIELDS: readonly { name: keyof CounterSettings; maxLength: number }[] = [
  { name: "governingBody", maxLength: 200 },
  { name: "unitName", maxLength: 200 },
  { name: "placeName", maxLength: 100 },
  { name: "counterName", maxLength: 50 },
  { name: "officerName", maxLength: 100 },
  { name: "phone", maxLength: 30 },
  { name: "machineCode", maxLength: 2 },
  { name: "communeCode", maxLength: 5 },
  { name: "unitCode", maxLength: 35 },
];

export interface CounterFormProps {
  initial: CounterSettings;
  saveLabel: string;
  busy: boolean;
  onSave: (counter: CounterSettings) => void;
}

export function CounterForm({ initial, saveLabel, busy, onSave }: CounterFormProps): ReactElement {
  const { t } = useTranslation();
  const [counter, setCounter] = useState(initial);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useHotkeys([["ctrl+Enter", () => form.current?.requestSubmit()]], []);
  const problems = counterProblems(counter);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) onSave(counter);
  };
  const change = (name: keyof CounterSettings, typed: string): void =>
    setCounter({ ...counter, [name]: name === "machineCode" ? typed.toUpperCase() : typed });
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <SimpleGrid cols={2} spacing="md" verticalSpacing="sm">
        {FIELDS.map(({ name, maxLength }, index) => (
          <TextInput
            key={name}
            name={name}
            data-testid={`counter-${name}`}
            autoFocus={index === 0}
            label={t(`app.counterForm.${name}.label`)}
            description={t(`app.counterForm.${name}.hint`)}
            maxLength={maxLength}
            value={counter[name]}
            error={tried && problems[name] ? t(`app.counterForm.problems.${problems[name]}`) : undefined}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
      </SimpleGrid>
      <Group justify="flex-end" mt="lg">
        <Button
          type="submit"
          loading={busy}
          data-testid="counter-save"
          rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
        >
          {saveLabel}
        </Button>
      </Group>
    </form>
  );
}
