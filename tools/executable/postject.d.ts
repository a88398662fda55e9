// The part of postject that is used here; it ships no types.
declare module 'postject' {
  /** Puts a resource into an executable, in place. */
  export function inject(
    file: string,
    resource: string,
    content: Uint8Array,
    options: { readonly sentinelFuse: string; readonly machoSegmentName?: string },
  ): Promise<void>;
}
