{{- define "image" -}}
quay.io/{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end }}
