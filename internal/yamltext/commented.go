package yamltext

import (
	"bytes"

	"go.yaml.in/yaml/v3"
)

// Commented returns a document that Marshal wrote with the comments that add puts on its nodes:
// sigs.k8s.io/yaml knows none. Lines that were folded may come out in one. It fails where the text
// is not YAML.
func Commented(text string, add func(*yaml.Node)) (string, error) {
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil {
		return "", err
	}
	add(&node)
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	encoder.CompactSeqIndent()
	if err := encoder.Encode(&node); err != nil {
		return "", err
	}
	return b.String(), nil
}
