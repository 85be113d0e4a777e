using System.Text.Json;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Manifests;

/// <summary>Writes <c>manifest.json</c>, whole or not at all.</summary>
public static class ManifestWriter
{
    /// <summary>Replaces the manifest of a run. Secrets in its spec are masked here, so that none reaches the disk whoever made it.</summary>
    public static void Write(RunFolder folder, RunManifest manifest)
    {
        var masked = manifest with { Spec = Secrets.Masked(manifest.Spec) };
        AtomicFile.WriteText(folder.Manifest, JsonSerializer.Serialize(masked, ManifestFile.Options) + "\n");
    }
}
