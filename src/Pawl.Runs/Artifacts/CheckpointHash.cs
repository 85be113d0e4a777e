using System.Security.Cryptography;
using System.Text;

namespace Pawl.Runs.Artifacts;

/// <summary>
/// One hash over a folder of files: SHA-256 of the lines <c>NAME \0 SIZE \0 SHA256HEX \n</c> of all files in it and below it, NAME being
/// relative with forward slashes, in ordinal order of NAME. It depends on names and contents alone.
/// </summary>
public static class CheckpointHash
{
    /// <returns>64 lower-case hex digits.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static string Of(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names(folder))
        {
            var path = Path.Combine(folder, name);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{new FileInfo(path).Length}\0{FileHash.Sha256(path)}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
