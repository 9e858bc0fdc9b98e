export async function loadShippedDetections(): Promise<{ slug: string; telemetry: [] }[]> {
  return [];
}
