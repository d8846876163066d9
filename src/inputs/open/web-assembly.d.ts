/** What the kernel needs of WebAssembly: TypeScript declares it with the browser's library only. */
declare namespace WebAssembly {
  type Module = object;
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Global {
    readonly value: unknown;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared?: boolean }) => Memory;
  const Instance: new (module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => Instance;
}
