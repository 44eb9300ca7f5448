package builder

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// longestMessage is how many bytes of a message are shown.
const longestMessage = 300

// unknownSaying is told of a builder that says nothing of a known form.
const unknownSaying = "what it says is not shown, because it may quote a document; run it by itself"

// Told returns on one line why a build failed. A builder quotes the documents that it reads, such as
// a patch with a password in it, so what it says is told only as far as it has one of the forms below.
// shown makes it name the user's files. An error that is not the builder's is told whole.
func Told(err error, shown func(string) string) string {
	text := shown(err.Error())
	var said *buildError
	if !errors.As(err, &said) || said.stderr == "" {
		return finding.ExcerptEnds(strings.Join(strings.Fields(text), " "), longestMessage)
	}
	var parts []string
	for _, part := range sayings().FindAllString(strings.Join(strings.Fields(text), " "), -1) {
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return unknownSaying
	}
	return finding.ExcerptEnds(strings.Join(parts, ": "), longestMessage)
}

// sayings matches what a builder's message may say without quoting a document: names of files,
// objects, fields, hosts and charts stand in it where no other text can. The forms are those of
// kustomize 5.8, Helm 3.21 and 4.3, git 2.53 and of Go's packages that they use.
var sayings = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		// files
		`accumulating (?:resources|components) from '[^\s']+'`,
		`(?:lstat|stat|open|read|chdir|fork/exec) [^\s:]+: (?:no such file or directory|is a directory|not a directory|permission denied|too many levels of symbolic links|file name too long|exec format error)`,
		`unable to find one of 'kustomization\.yaml', 'kustomization\.yml' or 'Kustomization' in directory '[^\s']+'`,
		`file '[^\s']+' is not in or below '[^\s']+'`,
		`cycle detected: candidate root '[^\s']+' contains visited root '[^\s']+'`,
		// plugins
		`must specify --[a-z-]+`,
		`external plugins disabled`,
		`unable to (?:find plugin root|load external plugin)`,
		// objects and fields
		`no resource matches strategic merge patch "[^\s"]+"`,
		`no matches for Id [\w.\[\]/~-]+`,
		`failed to find unique target for patch [\w.\[\]/~-]+`,
		`may not add resource with an already registered id: [\w.\[\]/~-]+`,
		`missing metadata\.name`,
		`json: unknown field "[A-Za-z]\w*"`,
		`json: cannot unmarshal \w+ into Go (?:value|struct field [\w.]+) of type [\w.*\[\]]+`,
		`wrong node kind: expected \w+ but got \w+`,
		`unable to parse SM or JSON patch`,
		`invalid literal source|expected key=value`,
		`yaml: (?:line \d+: )?[a-z]+(?: [a-z]+)*`,
		// charts
		`found in Chart\.yaml, but missing in charts/ directory: [\w-]+(?:, [\w-]+)*`,
		`Chart\.yaml file is missing`,
		`path "[^\s"]+" not found`,
		`chart "[\w./-]+" (?:version "[^\s"]+"|matching \S+) not found in \S+`,
		`chart requires kubeVersion: [\w.<>=~^ |-]+ which is incompatible with Kubernetes v[\w.+-]+`,
		`(?:execution|parse) error at \([^\s()]+:\d+(?::\d+)?\)`,
		`template: [^\s:]+:\d+(?::\d+)?`,
		`nil pointer evaluating (?:interface \{\}|[\w.*]+)\.\w+`,
		`function "\w+" not defined`,
		`no template "[\w./-]+"`,
		`values don't meet the specifications of the schema`,
		`at '[\w./-]*': (?:got \w+, want \w+(?: or \w+)*|missing propert(?:y|ies) '[\w-]+'(?:, '[\w-]+')*)`,
		`[\w.()-]+: (?:Invalid type\. Expected: \w+, given: \w+|[\w-]+ is required)`,
		// the network
		`lookup [\w.-]+(?: on [\d.:]+)?: [a-z]+(?: [a-z/]+)*`,
		`dial tcp \S+: (?:connect: )?[a-z/]+(?: [a-z]+)*`,
		`[Cc]ould not resolve host: [\w.-]+`,
		`unexpected status from [A-Z]+ request to https?://[^\s?@]*[^\s?@:]`,
		`failed to fetch https?://[^\s?@]*[^\s?@:]`,
		`\b[45]\d\d (?:Unauthorized|Forbidden|Not Found|Proxy Authentication Required|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)`,
		`response status code \d+`,
		`(?:x509|tls): [a-z]+(?: [a-z]+)*`,
		`no basic auth credentials|unauthorized|[Rr]epository not found|terminal prompts disabled|Permission denied \([a-z,-]+\)`,
		`context deadline exceeded`,
		// the process
		`exit status \d+`,
		`executable file not found in \$PATH|command not found`,
		`no such file or directory|permission denied|no space left on device|too many open files|cannot allocate memory`,
	}, "|"))
})
