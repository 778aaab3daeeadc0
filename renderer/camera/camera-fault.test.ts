import { expect, it } from "vitest";
import { cameraFaultOf } from "./camera-fault";

it.each([
  ["NotFoundError", "CAMERA_NOT_FOUND"],
  ["NotAllowedError", "CAMERA_REFUSED"],
  ["NotReadableError", "CAMERA_BUSY"],
  ["SomethingNew", "CAMERA_NOT_FOUND"],
])("%s of the browser is %s", (name, code) => {
  expect(cameraFaultOf(new DOMException("", name)).code).toBe(code);
});
