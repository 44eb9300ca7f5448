package livetest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// RequestSnapshot is a request of an operation with every member, as the module of its service has
// it.
func RequestSnapshot(t testing.TB, operation string) string {
	t.Helper()
	service, name, _ := strings.Cut(operation, ":")
	return snapshot(t, service, filepath.Join("request_snapshot", name+".request.snap"))
}

// snapshot is the body in a file of the module of a service.
func snapshot(t testing.TB, service, file string) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/aws/aws-sdk-go-v2/service/"+service).Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), file))
	if err != nil {
		t.Fatal(err)
	}
	_, body, found := strings.Cut(string(text), "\n\n")
	if !found || body == "" {
		t.Fatalf("%s of %s has no body", file, service)
	}
	return body
}
