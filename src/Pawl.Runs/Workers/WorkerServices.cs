using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

/// <summary>What a worker hands to each of its attempts.</summary>
/// <param name="DataRoot">Absolute path.</param>
internal sealed record WorkerServices(
    RunStore Store,
    string DataRoot,
    HostLauncher Launcher,
    WorkerOptions Options,
    IWorkerObserver Observer,
    TimeProvider Time
)
{
    public RunManifests Manifests { get; } = new(Store, DataRoot, Time);
}
