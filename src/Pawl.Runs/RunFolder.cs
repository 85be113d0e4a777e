namespace Pawl.Runs;

/// <summary>Where the files of one run live: <c>DATA_ROOT/runs/ID/</c>.</summary>
/// <param name="Root">Absolute path of the run's folder.</param>
public sealed record RunFolder(string Root)
{
    public string Manifest => Path.Combine(Root, "manifest.json");

    public string Log => Path.Combine(Root, "log.ndjson");

    public string Metrics => Path.Combine(Root, "metrics.ndjson");

    public string Checkpoints => Path.Combine(Root, "checkpoints");

    public string Artifacts => Path.Combine(Root, "artifacts");

    public static RunFolder Of(string dataRoot, string runId) => new(Path.Combine(dataRoot, "runs", runId));
}
