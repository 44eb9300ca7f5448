package chartvalues

import (
	"path"
	"regexp"
	"strings"
)

// valuesWord is the word values in the name of a file or a folder.
var valuesWord = regexp.MustCompile(`(?i)(^|[._-])values([._-]|$)`)

// IsFile reports whether a file holds a chart's values by its name, or by that of a
// folder it is in: values.yaml, values-prod.yaml, aws_dev_values.yaml, helm-values/x.yaml.
func IsFile(name string) bool {
	base := path.Base(name)
	ext := path.Ext(base)
	if ext != ".yaml" && ext != ".yml" && ext != ".json" {
		return false
	}
	for dir := range strings.SplitSeq(path.Dir(name), "/") {
		if valuesWord.MatchString(dir) {
			return true
		}
	}
	return valuesWord.MatchString(strings.TrimSuffix(base, ext))
}
