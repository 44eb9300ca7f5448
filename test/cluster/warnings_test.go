package cluster

import (
	"context"
	"sync"
)

// warnings collects what the server warns of.
type warnings struct {
	lock  sync.Mutex
	texts []string
}

// HandleWarningHeaderWithContext takes one warning of an answer.
func (w *warnings) HandleWarningHeaderWithContext(_ context.Context, _ int, _, text string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.texts = append(w.texts, text)
}

// take returns what was warned of since it was last called.
func (w *warnings) take() []string {
	w.lock.Lock()
	defer w.lock.Unlock()
	texts := w.texts
	w.texts = nil
	return texts
}
