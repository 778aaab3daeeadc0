// Design tokens: 8 px grid, 6 px corners, hairlines, one deep-blue accent; dark theme from the same tokens.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const DEEP_BLUE: MantineColorsTuple = [
  "#eaf1fb",
  "#d2e0f3",
  "#a6c1e6",
  "#779fd8",
  "#4f82cb",
  "#2f69b8",
  "#1f579f",
  "#174a8b",
  "#113d75",
  "#0b2f5c",
];

export const theme = createTheme({
  primaryColor: "deepBlue",
  primaryShade: { light: 7, dark: 5 },
  colors: { deepBlue: DEEP_BLUE },
  fontFamily: '"Be Vietnam Pro", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, monospace",
  fontSizes: { xs: "13px", sm: "15px", md: "15px", lg: "17px", xl: "20px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "6px", md: "6px", lg: "6px", xl: "6px" },
  defaultRadius: "sm",
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "17px" }, h3: { fontSize: "15px" } },
  },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { fw: 500 } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});
