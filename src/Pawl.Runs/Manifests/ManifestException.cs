namespace Pawl.Runs.Manifests;

/// <summary>A manifest that cannot be read: damaged, or written by a newer Pawl.</summary>
public sealed class ManifestException(string path, string fault, Exception? inner = null) : Exception($"{path}: {fault}", inner);
