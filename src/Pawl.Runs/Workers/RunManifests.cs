using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

internal sealed class RunManifests(RunStore store, string dataRoot, TimeProvider time)
{
    public void Write(string runId)
    {
        _ = (store, dataRoot, time, runId);
    }
}
