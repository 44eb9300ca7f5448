package rewrite

import (
	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/flux"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/hosts"
)

// Matters reports whether a text may hold what a run of Sources looks for, whichever
// items it is split into. A run only counts the items of any other text. An inventory
// reads everything, so this does not hold for it.
func (r *Rewriter) Matters(text []byte) bool {
	return r.readAll || r.matcher.Contains(text) || hosts.HasEscape(text)
}

// InBlocks reports whether every item can be rewritten before the next ones are known.
// Where it cannot, as with pull secrets of ServiceAccounts, a source is read whole.
func (r *Rewriter) InBlocks() bool { return !r.keepsTrees() }

// ReadsCharts reports whether it matters how charts use names without a registry.
func (r *Rewriter) ReadsCharts() bool { return r.rules.Cache.BareNames() && !r.rules.Restore }

// keepsTrees reports whether a pass needs the trees of all items at the end of a run.
func (r *Rewriter) keepsTrees() bool {
	return r.policies != nil || r.rules.Config.Spec.Rewrite.PullSecrets == v1alpha1.PullSecretsRemove || flux.AddsImages(&r.rules)
}

// readsPartly reports whether the parts of an item without a host can be left unread.
// They cannot where rewrite.fields is set, because the run warns of fields that no item
// has; nor where the secret of an OCI source, which is beside the address, is removed.
func (r *Rewriter) readsPartly() bool {
	w := &r.rules.Config.Spec.Rewrite
	return !r.readAll && !r.keepsTrees() && r.inventory == nil && len(w.Fields) == 0 && !w.OCIURLs && !r.matcher.HasDotless()
}
