using System.Runtime.InteropServices;

namespace Pawl.Runs.Durability;

/// <summary>Which file a path names: another one after it was replaced by a rename, however alike the two are.</summary>
/// <param name="Inode">0 where the system does not tell.</param>
/// <param name="Born">When it was created, in the finest units to be had: tells a file from an earlier one whose inode it took over.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct FileIdentity(ulong Inode, long Born)
{
    private const int CurrentFolder = -100;
    private const uint InodeAndBirth = 0x100 | 0x800;

    /// <summary>Equal to every other unknown one: a caller needs another sign as well.</summary>
    public static FileIdentity Of(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() && Status(CurrentFolder, path, 0, InodeAndBirth, out var status) == 0
                ? new FileIdentity(status.Inode, status.BirthSeconds * 1_000_000_000 + status.BirthNanoseconds)
                : new FileIdentity(0, OperatingSystem.IsLinux() ? 0 : File.GetCreationTimeUtc(path).Ticks);
        }
        catch (EntryPointNotFoundException)
        {
            return default;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, out StatusFields status);

    /// <summary>The two fields wanted of <c>struct statx</c>, which is laid out alike on every Linux.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct StatusFields
    {
        [FieldOffset(0x20)]
        public readonly ulong Inode;

        [FieldOffset(0x50)]
        public readonly long BirthSeconds;

        [FieldOffset(0x58)]
        public readonly uint BirthNanoseconds;
    }
}
