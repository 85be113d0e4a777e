using Pawl.Runs.Artifacts;

namespace Pawl.Runs.Model;

/// <summary>A file a run left or read, as the database holds it. A later artifact of the same path replaces the row; the event stays.</summary>
/// <param name="Path">Inside the folder of the scope, with forward slashes.</param>
/// <param name="Kind"><c>plot</c>, <c>sample</c>, <c>weights</c>, <c>table</c>, <c>file</c>, <c>dataset</c>…</param>
/// <param name="MediaType">Such as <c>image/svg+xml</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
public sealed record ArtifactRow(string Path, string Kind, string MediaType, long Size, string Sha256)
{
    /// <value>The run's <c>artifacts</c> folder, or the data root for a dataset it reads.</value>
    public ArtifactScope Scope { get; init; }

    /// <value>Attempt that left it. Set by the store from the lease; ignored on the way in.</value>
    public int Attempt { get; init; }

    /// <value>Set by the store; ignored on the way in.</value>
    public DateTimeOffset SavedAt { get; init; }
}
