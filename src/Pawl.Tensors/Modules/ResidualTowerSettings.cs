namespace Pawl.Tensors.Modules;

/// <summary>Size of a <see cref="ResidualTower"/>.</summary>
/// <param name="Blocks">Each has two convolutions; 0 or more.</param>
/// <param name="Channels">1 or more; multiples of 8 are fastest.</param>
/// <param name="SqueezeRatio">
/// Width of squeeze and excitation in proportion to the channels, 0 to 1; rounded down, but 1 at least. 0, the default: none.
/// </param>
public sealed record ResidualTowerSettings(int Blocks, int Channels, double SqueezeRatio = 0)
{
    internal bool HasSqueeze => SqueezeRatio > 0;

    internal int SqueezeWidth => Math.Max(1, (int)Math.Floor(Channels * SqueezeRatio));

    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Validate()
    {
        if (Blocks < 0 || Channels < 1 || !(SqueezeRatio >= 0 && SqueezeRatio <= 1))
        {
            throw new ArgumentException(
                $"A tower takes 0 blocks or more, 1 channel or more and a squeeze ratio of 0 to 1: got {Blocks}, {Channels} and {SqueezeRatio}."
            );
        }
    }
}
