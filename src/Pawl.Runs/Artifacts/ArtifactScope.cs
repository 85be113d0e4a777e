namespace Pawl.Runs.Artifacts;

/// <summary>The folder an artifact's path is relative to.</summary>
public enum ArtifactScope
{
    /// <summary>The run's <c>artifacts</c> folder.</summary>
    Run,

    /// <summary>The data root: prepared datasets and other files that runs share.</summary>
    Data,
}
