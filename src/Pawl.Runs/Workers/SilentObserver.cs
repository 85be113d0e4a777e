namespace Pawl.Runs.Workers;

/// <summary>For a worker nobody watches.</summary>
public sealed class SilentObserver : IWorkerObserver
{
    public static SilentObserver Instance { get; } = new();

    private SilentObserver() { }
}
