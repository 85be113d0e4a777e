using System.Runtime.InteropServices;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Kernels;

/// <summary>Which elements a dropout zeroes: a pure function of seed, step, layer and element index.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DropoutMask(DropoutKey Key, int Layer, float Probability)
{
    /// <summary>Elements whose four words of one group of eight Philox blocks are laid out lane by lane.</summary>
    public const int Group = 32;

    // Keeps the masks apart from other users of the same seed.
    private const ulong Purpose = 0x64726F706F7574AA;

    public float Scale => Probability == 0 ? 1 : 1 / (1 - Probability);

    /// <summary>Words below this are dropped.</summary>
    public uint Threshold => (uint)(Probability * 4294967296.0);

    public ulong PhiloxKey => Key.Seed ^ Purpose;

    /// <summary>Element 32g + 8w + l is decided by word w of Philox block 8g + l of counter half (step, layer).</summary>
    public bool IsKept(long element)
    {
        if (Probability == 0)
        {
            return true;
        }

        var group = element / Group;
        var word = (int)(element % Group / 8);
        var block = (uint)(group * 8 + element % 8);
        var counter = new UInt128(Key.Step, ((ulong)(uint)Layer << 32) | block);
        return (uint)(Philox4x32.Block(counter, PhiloxKey) >> (32 * word)) >= Threshold;
    }
}
