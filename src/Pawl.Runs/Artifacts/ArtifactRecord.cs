namespace Pawl.Runs.Artifacts;

/// <summary>A file a run leaves, with all that is needed to check and serve it.</summary>
/// <param name="Path">Relative to the folder of the scope, forward slashes.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
/// <param name="Kind"><c>plot</c>, <c>sample</c>, <c>weights</c>, <c>table</c>, <c>file</c>…</param>
public sealed record ArtifactRecord(string Path, string Sha256, long Bytes, string MediaType, string Kind, ArtifactScope Scope)
{
    /// <summary>Hashes and types a file that exists.</summary>
    /// <param name="root">The folder of the scope.</param>
    /// <param name="kind">Null takes the kind its extension suggests.</param>
    /// <exception cref="ArtifactPathException">The path leads out of the folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ArtifactRecord Of(string root, string relativePath, string? kind = null, ArtifactScope scope = ArtifactScope.Run)
    {
        var full = ArtifactPath.Resolve(root, relativePath);
        return new ArtifactRecord(
            relativePath,
            FileHash.Sha256(full),
            new FileInfo(full).Length,
            ArtifactType.MediaTypeOf(relativePath),
            kind ?? ArtifactType.KindOf(relativePath),
            scope
        );
    }
}
