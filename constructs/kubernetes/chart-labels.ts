/** Labels that charts give pods. */
export function chartLabels(name: string, instance: string, component?: string): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
  };
}
