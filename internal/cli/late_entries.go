package cli

import (
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/order"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

// lateEntries adds to a report the entries of kustomize's images that find nothing,
// because the images have their names in the cache before. Such an entry is an error: a
// build would deploy another tag, and nobody would hear of it.
func lateEntries(b *batch.Batch, r *rewrite.Rewriter, report *rewrite.Report) {
	var named []string
	for _, in := range b.Inputs {
		if in.Path != "" && order.Matters(in.Text) {
			named = append(named, filepath.ToSlash(in.Path))
		}
	}
	for _, f := range order.Find(onDisk{}, named, r.Cache()) {
		late := finding.Finding{
			Severity: finding.Error, Code: rewrite.LateEntry, Message: f.Message,
			Field: finding.Field{Current: f.Found}, File: finding.File{Path: filepath.FromSlash(f.File)}, Line: f.Line,
		}
		if !f.Sure {
			late.Severity = finding.Warning
		}
		report.Add(late)
	}
}

// onDisk are the files as they are.
type onDisk struct{}

func (onDisk) Read(name string) ([]byte, error) { return files.ReadRegular(filepath.FromSlash(name)) }

func (onDisk) IsDir(name string) bool {
	info, err := os.Stat(filepath.FromSlash(name))
	return err == nil && info.IsDir()
}
