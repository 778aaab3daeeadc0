// A table whose rows are chosen by click, Enter and arrow keys.
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import styles from "./parts.module.css";
import { moveBetweenRows } from "./row-keys";

export interface RowColumn<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Takes the room that is left and is cut off with dots. */
  clip?: boolean;
}

export interface RowTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly RowColumn<Row>[];
  rowKey: (row: Row) => string;
  chosen?: string;
  onOpen: (row: Row) => void;
  /** Other keys on the row that has focus. */
  onRowKey?: (row: Row, event: KeyboardEvent<HTMLElement>) => void;
}

export function RowTable<Row>({ label, rows, columns, ...props }: RowTableProps<Row>): ReactElement {
  return (
    <table className={styles.table} aria-label={label} onKeyDown={moveBetweenRows}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={props.rowKey(row)} row={row} columns={columns} {...props} />
        ))}
      </tbody>
    </table>
  );
}

type TableRowProps<Row> = Omit<RowTableProps<Row>, "label" | "rows"> & { row: Row };

function TableRow<Row>({ row, columns, rowKey, chosen, onOpen, onRowKey }: TableRowProps<Row>): ReactElement {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Enter" && event.target === event.currentTarget && !event.ctrlKey) onOpen(row);
    else onRowKey?.(row, event);
  };
  return (
    <tr
      data-row
      tabIndex={0}
      data-chosen={chosen === rowKey(row) || undefined}
      onClick={() => onOpen(row)}
      onKeyDown={onKeyDown}
    >
      {columns.map((column) => (
        <td key={column.key} className={column.clip ? styles.clip : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
