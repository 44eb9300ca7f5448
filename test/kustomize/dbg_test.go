package kustomize
import ("testing";"fmt")
func TestDbg(t *testing.T) {
	f := newFleet(*first)
	after := fleetRun(t, f)
	for _, x := range after.report.Findings { fmt.Println(x.Severity, x.Code, x.Reason, x.File.Path, x.Line, x.Field.Path, x.Field.Current, "->", x.Field.Proposed, x.Message) }
}
