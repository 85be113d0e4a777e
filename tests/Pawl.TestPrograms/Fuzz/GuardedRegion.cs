using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pawl.TestPrograms.Fuzz;

/// <summary>Pages of memory between two pages that nobody may touch: one float too far ends the process.</summary>
/// <remarks>Never given back: a pool keeps it for the life of the process.</remarks>
internal sealed unsafe partial class GuardedRegion
{
    private const int ProtectionNone = 0;
    private const int ProtectionReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    public GuardedRegion(int pages)
    {
        var page = Environment.SystemPageSize;
        Bytes = (long)pages * page;
        var all = Map(0, (nuint)(Bytes + 2 * page), ProtectionNone, PrivateAnonymous, -1, 0);
        if (all == -1 || Protect(all + page, (nuint)Bytes, ProtectionReadWrite) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Start = (byte*)all + page;
    }

    /// <summary>First byte after the leading guard.</summary>
    public byte* Start { get; }

    public long Bytes { get; }

    /// <summary>First byte of the trailing guard.</summary>
    public byte* End => Start + Bytes;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);
}
