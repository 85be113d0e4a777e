using System.Security.Cryptography;

namespace Pawl.Runs.Artifacts;

/// <summary>SHA-256 of files, as lower-case hex.</summary>
public static class FileHash
{
    public static string Sha256(string path)
    {
        using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1,
            FileOptions.SequentialScan
        );
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
