// The search box: typing opens the results; Enter at once, Escape leaves.
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../components";
import { useNavigation } from "../stores/navigation";
import { focusFirstRow } from "./first-row";
import { SEARCH_BOX_ID } from "./search-box-id";

const PAUSE_MS = 250;
const SHORTEST = 2;

export function SearchBox(): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const find = useDebouncedCallback(openResults, PAUSE_MS);
  // A card scanned into this box begins a visit; a pause still running would bring the results back over it.
  const forget = useEffectEvent(() => {
    find.cancel();
    setText("");
  });
  useEffect(() => onOpeningAnother(() => forget()), []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      // A pause still running would bring the results back over whatever is opened next.
      find.cancel();
      openResults(text);
    }
    if (event.key === "ArrowDown" && focusFirstRow()) event.preventDefault();
    if (event.key !== "Escape") return;
    find.cancel();
    event.preventDefault();
    event.currentTarget.blur();
  };
  return (
    <TextInput
      id={SEARCH_BOX_ID}
      data-testid="search-box"
      size="sm"
      w="clamp(200px, 28vw, 380px)"
      aria-label={t("app.search.label")}
      placeholder={t("app.search.placeholder")}
      leftSection={<IconSearch size={16} stroke={1.8} />}
      rightSection={<KeyHint keys="/" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        find(event.currentTarget.value);
      }}
      onKeyDown={onKeyDown}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}

/** What was searched for is of no use once another screen is opened. */
function onOpeningAnother(then: () => void): () => void {
  return useNavigation.subscribe((now, before) => {
    if (now.place.visit !== before.place.visit && now.place.screen !== "search") then();
  });
}

function openResults(typed: string): void {
  const text = typed.trim();
  if (text.length < SHORTEST) return;
  const { place, navigate, refine } = useNavigation.getState();
  if (place.screen === "search") refine({ text });
  else navigate("search", { text });
}
