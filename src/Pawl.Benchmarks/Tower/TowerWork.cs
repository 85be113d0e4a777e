namespace Pawl.Benchmarks.Tower;

/// <summary>What is done with the tower: 10 residual blocks of 128 channels over boards of 9 × 9.</summary>
/// <param name="Batch">Boards at once.</param>
/// <param name="IsTraining">Forward and backward; otherwise forward with the normalisations folded into the convolutions.</param>
public sealed record TowerWork(string Name, int Batch, bool IsTraining)
{
    internal const int Blocks = 10;
    internal const int Channels = 128;
    internal const int Side = 9;

    public static IReadOnlyList<TowerWork> All { get; } =
    [new("tower-train", 256, IsTraining: true), new("tower-infer-32", 32, IsTraining: false), new("tower-infer-1", 1, IsTraining: false)];

    /// <summary>
    /// Floating-point operations in 10⁹, as the convolutions' definition has them: 2 · 9 · channels² at each place of each board, in training
    /// twice as many again backward, but none for the gradient of the boards. A method that needs fewer may seem to exceed the peak.
    /// </summary>
    public double Gflop
    {
        get
        {
            const int convolutions = 2 * Blocks;
            const double operations = 2.0 * 9 * Channels * Channels * Side * Side;
            return Batch * operations * (IsTraining ? 3 * convolutions - 1 : convolutions) / 1e9;
        }
    }
}
