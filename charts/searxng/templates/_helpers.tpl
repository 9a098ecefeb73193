{{- define "searxng.selectorLabels" -}}
app.kubernetes.io/name: searxng
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "searxng.labels" -}}
{{ include "searxng.selectorLabels" . }}
app.kubernetes.io/version: {{ .Values.image.tag | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
