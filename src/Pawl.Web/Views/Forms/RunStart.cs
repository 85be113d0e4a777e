using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Web.Hosting;

namespace Pawl.Web.Views.Forms;

/// <summary>Makes a run of what stands in the form.</summary>
internal sealed class RunStart(WorkloadCatalog workloads, RunStore store, WebServerOptions options)
{
    /// <summary>Resolves and checks the spec, then stores the run with its first attempt queued.</summary>
    /// <exception cref="SpecException">With every problem found; nothing was stored.</exception>
    public RunRecord Create(SpecFormRequest form, Actor by)
    {
        var source = new SpecSource(form.Yaml, SpecFormModel.SourceName);
        var sets = SpecForms.SetOptions(form.Sets ?? new Dictionary<string, string>());
        var (workload, spec) = workloads.Resolve(source, null, sets, options.DataRoot);
        return store.Create(new NewRun(workload.Name, spec.Name, spec.Profile, SpecJson.WriteStored(spec), RetryOf(spec), null), by);
    }

    private static RetryPolicy RetryOf(ResolvedSpec spec) =>
        new(
            (int)spec.Integer("retry.attempts"),
            spec.Duration("retry.backoff"),
            spec.Duration("retry.maximum_backoff"),
            spec.Number("retry.jitter"),
            spec.DurationOrNull("retry.deadline"),
            (int)spec.Integer("retry.interruptions")
        );
}
