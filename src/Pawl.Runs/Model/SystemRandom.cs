using System.Security.Cryptography;

namespace Pawl.Runs.Model;

/// <summary>The operating system's randomness behind the <see cref="Random"/> surface: what production injects where tests inject a seed.</summary>
internal sealed class SystemRandom : Random
{
    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public override double NextDouble() => Sample();

    /// <summary>53 random bits, as a double in [0, 1).</summary>
    protected override double Sample()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}
