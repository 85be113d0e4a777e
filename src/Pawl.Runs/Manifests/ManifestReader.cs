using System.Text.Json;

namespace Pawl.Runs.Manifests;

public static class ManifestReader
{
    /// <returns>Null when the run has no manifest.</returns>
    /// <exception cref="ManifestException">It is damaged, or of a newer version.</exception>
    public static RunManifest? Read(RunFolder folder)
    {
        if (!File.Exists(folder.Manifest))
        {
            return null;
        }

        try
        {
            var manifest =
                JsonSerializer.Deserialize<RunManifest>(File.ReadAllBytes(folder.Manifest), ManifestFile.Options)
                ?? throw new ManifestException(folder.Manifest, "expected an object, got null");
            return manifest.Version <= RunManifest.CurrentVersion
                ? manifest
                : throw new ManifestException(
                    folder.Manifest,
                    $"expected version {RunManifest.CurrentVersion} or older, got {manifest.Version}: it is of a newer Pawl, which can read it"
                );
        }
        catch (JsonException error)
        {
            throw new ManifestException(folder.Manifest, $"expected a manifest, got something else: {error.Message}", error);
        }
    }
}
