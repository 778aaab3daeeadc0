// A picture that is only in memory.
import { type ReactElement, useEffect, useRef } from "react";

export function FilePicture({ file, alt }: { file: Blob; alt: string }): ReactElement {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(file);
    image.current?.setAttribute("src", address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  return <img ref={image} alt={alt} draggable={false} />;
}
