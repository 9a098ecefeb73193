import type { JsonObject, JsonValue } from '../json/json-with-references';

/** A value of a Helm chart: JSON, with references to Terraform values allowed as strings and numbers. */
export type ChartValue = JsonValue;

/** The values of a Helm release. Keys whose value is `undefined` are left out. */
export type ChartValues = JsonObject;
