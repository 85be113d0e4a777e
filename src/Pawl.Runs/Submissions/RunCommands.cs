using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Submissions;

/// <summary>What people ask of a run that exists, with its manifest kept in step where no worker is there to write it.</summary>
public sealed class RunCommands(RunStore store, string dataRoot, TimeProvider time)
{
    /// <inheritdoc cref="RunStore.RequestCancel"/>
    public RunRecord Cancel(string runId, Actor? by)
    {
        var run = store.RequestCancel(runId, by);
        if (run.HasEnded)
        {
            RefreshManifest(run);
        }

        return run;
    }

    /// <inheritdoc cref="RunStore.Resume"/>
    public RunRecord Resume(string runId, Actor? by)
    {
        RecoverAbandoned();
        var run = store.Resume(runId, by);
        RefreshManifest(run);
        return run;
    }

    /// <summary>A run whose worker was killed still reads as running: its death is noticed here, not after the lease.</summary>
    public void RecoverAbandoned()
    {
        foreach (var ended in store.RecoverAbandoned(WorkerProcess.Liveness))
        {
            RefreshManifest(store.Get(ended.RunId));
        }
    }

    /// <summary>A run that never started has no manifest, and gets none.</summary>
    private void RefreshManifest(RunRecord run)
    {
        if (File.Exists(RunFolder.Of(dataRoot, run.Id).Manifest))
        {
            new RunManifests(store, dataRoot, time).Refresh(run.Id);
        }
    }
}
