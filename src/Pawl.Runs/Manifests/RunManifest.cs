using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Model;

namespace Pawl.Runs.Manifests;

/// <summary>
/// What a run was, in one file that stands without the database: enough to see what ran, on what, and to check what it left.
/// Written at the start and replaced at every end.
/// </summary>
public sealed record RunManifest
{
    public const int CurrentVersion = 1;

    /// <summary>Version of this layout; a reader refuses a newer one.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required string RunId { get; init; }

    public required string Workload { get; init; }

    public string? Name { get; init; }

    public string? Profile { get; init; }

    /// <summary>The resolved spec as <see cref="Specs.SpecJson.ToObject"/> gives it. Secrets are masked by the writer.</summary>
    public required JsonObject Spec { get; init; }

    public required ManifestEnvironment Environment { get; init; }

    /// <summary>Null when the working folder is in no git repository, or git could not tell.</summary>
    public ManifestGit? Git { get; init; }

    public IReadOnlyList<ManifestDataset> Datasets { get; init; } = [];

    public IReadOnlyList<ManifestAttempt> Attempts { get; init; } = [];

    /// <summary>The run's state, in the words of <see cref="StateWords"/>.</summary>
    public required string Outcome { get; init; }

    public AttemptFailure? Failure { get; init; }

    public JsonObject? Result { get; init; }

    public IReadOnlyList<ArtifactRecord> Artifacts { get; init; } = [];

    /// <summary>Those still on disk.</summary>
    public IReadOnlyList<ManifestCheckpoint> Checkpoints { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the run is under way.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>Prepared data a run read.</summary>
/// <param name="Path">Relative to the data root.</param>
public sealed record ManifestDataset(string Path, string Sha256, long Bytes);

/// <param name="State">In the words of <see cref="StateWords"/>.</param>
/// <param name="ResumedStep">Step of the checkpoint it went on from; null from the start.</param>
public sealed record ManifestAttempt(
    int Number,
    string State,
    string? Worker,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    long? ResumedStep,
    AttemptFailure? Failure
);

/// <param name="Path">Its folder, relative to the run folder.</param>
/// <param name="Sha256">As <see cref="CheckpointHash"/> computes it.</param>
public sealed record ManifestCheckpoint(long Step, string Path, string Sha256);

/// <param name="Commit">Full hash of HEAD.</param>
/// <param name="IsDirty">Whether the working folder held changes that are in no commit.</param>
public sealed record ManifestGit(string Commit, bool IsDirty);
