using System.Security.Cryptography;

namespace Pawl.Text.Corpora;

/// <summary>One input file.</summary>
/// <param name="Name">As listed in <c>meta.json</c>: its path below the folder or pattern it was found by, with forward slashes.</param>
/// <param name="Path">Absolute.</param>
public sealed record CorpusFile(string Name, string Path)
{
    public long Bytes => new FileInfo(Path).Length;

    public string Sha256()
    {
        using var stream = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
