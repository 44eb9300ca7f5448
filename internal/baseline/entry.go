package baseline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/amerintlxperts/ecrcache/image"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/redact"
)

// A Key is what a finding is recognised by.
type Key struct {
	Code      string `json:"code"`
	Reason    string `json:"reason,omitempty"`
	File      string `json:"file,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name,omitempty"`
	Field     string `json:"field,omitempty"`
	// Image is the value of the field. An image reference is without its tag and digest, because
	// a new version is not a new finding.
	Image string `json:"image,omitempty"`
}

// An Entry is one item of the baseline: a key, and how many known findings have it.
type Entry struct {
	Key
	// Count is 0 in the file for one finding.
	Count int `json:"count,omitempty"`

	line int // in the file
}

// KeyOf is the key of a finding. file takes the place of the path that the finding has: a baseline
// has paths relative to itself, CI systems those from the top of the repository. Secrets that the
// finding quotes are redacted.
func KeyOf(f *finding.Finding, file string) Key {
	shown := f.Redacted()
	return Key{
		Code: string(f.Code), Reason: f.Reason, File: redact.Text(file),
		Kind: shown.Resource.Kind, Namespace: shown.Resource.Namespace, Name: shown.Resource.Name,
		Field: strings.TrimSuffix(shown.Field.Path+" "+shown.Field.Part, " "), Image: withoutVersion(shown.Field.Current),
	}
}

// withoutVersion is a reference without its tag and digest. Any other text stays as it is, but for
// the line breaks with which a block scalar ends.
func withoutVersion(value string) string {
	if _, err := image.Parse(value); err != nil {
		return strings.TrimRight(value, "\n")
	}
	value, _, _ = strings.Cut(value, "@")
	if colon := strings.LastIndexByte(value, ':'); colon > strings.LastIndexByte(value, '/') {
		value = value[:colon]
	}
	return value
}

// Fingerprint is a hash of the key, for CI systems that compare the findings of two runs.
func (k Key) Fingerprint() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{k.Code, k.Reason, k.File, k.Kind, k.Namespace, k.Name, k.Field, k.Image}, "\x00")))
	return hex.EncodeToString(sum[:])
}

// compare orders entries by file, then by object.
func (k Key) compare(other Key) int {
	return cmp.Or(
		cmp.Compare(k.File, other.File), cmp.Compare(k.Kind, other.Kind), cmp.Compare(k.Namespace, other.Namespace),
		cmp.Compare(k.Name, other.Name), cmp.Compare(k.Field, other.Field), cmp.Compare(k.Image, other.Image),
		cmp.Compare(k.Code, other.Code), cmp.Compare(k.Reason, other.Reason))
}

// count is how many findings the entry stands for.
func (e *Entry) count() int { return max(e.Count, 1) }

// where is the entry as one line, with the place as a finding prints it.
func (k Key) where() string {
	f := finding.Finding{
		File: finding.File{Path: k.File}, Field: finding.Field{Path: k.Field, Current: k.Image},
		Resource: finding.Resource{Kind: k.Kind, Namespace: k.Namespace, Name: k.Name},
		Message:  strings.TrimSuffix(k.Code+" ("+k.Reason+")", " ()"),
	}
	return f.String()
}
