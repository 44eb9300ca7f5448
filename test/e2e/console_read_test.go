package e2e

import (
	"slices"
	"testing"
)

func TestStepsOfADocument(t *testing.T) {
	got, err := steps("text\n$ no command\n```yaml\n$ nor this\n```\n```console\n$ one\na\n\nb\n$ two\n```\n```console\n$ three\n```\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []step{{7, "one", "a\n\nb\n"}, {11, "two", ""}, {14, "three", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestStepsRefuses(t *testing.T) {
	for name, document := range map[string]string{
		"output without a command":         "```console\nout\n```\n",
		"output that is another block's":   "```console\n$ a\n```\n```console\nout\n```\n",
		"a block that does not end":        "```console\n$ a\n",
		"a block that ends with the quote": "```console\n$ a\n``` \n",
	} {
		if got, err := steps(document); err == nil {
			t.Errorf("%s was read: %+v", name, got)
		}
	}
}
