using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pawl.Runs.Durability;

/// <summary>The Linux calls .NET has no name for: opening a folder to flush it, append-only writes and the swap of two names.</summary>
internal static partial class DurableNative
{
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int CurrentFolder = -100;
    private const uint ExchangeNames = 2;
    private const int Interrupted = 4;

    /// <summary>Makes the names inside a folder durable: a rename or a new file survives a power cut only after this.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = Checked(Open(folder, CloseOnExec, 0), folder);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Opens a file so that the kernel puts each write at its end, whoever else writes to it.</summary>
    public static SafeFileHandle OpenForAppend(string path) =>
        OperatingSystem.IsLinux()
            ? Checked(Open(path, WriteOnly | Create | Append | CloseOnExec, 0b110_100_100), path)
            : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>One write call for the whole span, unless the kernel takes less (disk full, signal).</summary>
    /// <returns>Bytes written.</returns>
    public static int WriteOnce(SafeFileHandle handle, ReadOnlySpan<byte> bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.Write(handle, bytes, RandomAccess.GetLength(handle));
            return bytes.Length;
        }

        while (true)
        {
            var written = Write(handle, bytes, (nuint)bytes.Length);
            if (written >= 0)
            {
                return (int)written;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"An append of {bytes.Length} bytes failed: {Marshal.GetPInvokeErrorMessage(error)}.", error);
            }
        }
    }

    /// <summary>Swaps two names in one step. False where the file system cannot (some network ones) or the system is not Linux.</summary>
    public static bool TryExchange(string first, string second)
    {
        try
        {
            return OperatingSystem.IsLinux() && RenameAt2(CurrentFolder, first, CurrentFolder, second, ExchangeNames) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static SafeFileHandle Checked(int descriptor, string path)
    {
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"Cannot open '{path}': {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle handle, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
