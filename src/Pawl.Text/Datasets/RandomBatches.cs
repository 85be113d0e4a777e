using Pawl.Tensors.Random;

namespace Pawl.Text.Datasets;

/// <summary>
/// Batches of windows at uniformly random places, drawn with replacement. A batch is a function of (seed, purpose, number) alone.
/// </summary>
/// <param name="purpose">Keeps training and evaluation draws of one seed apart; 0 to 255.</param>
public sealed class RandomBatches(TokenFile file, ulong seed, byte purpose, int rows, int length) : ITrainingBatches
{
    public const byte Training = 1;
    public const byte TrainEvaluation = 2;
    public const byte ValidationEvaluation = 3;

    /// <param name="number">Which batch, from 0; below 2^56.</param>
    public TokenBatch Draw(long number)
    {
        var random = new Philox4x32(seed, ((ulong)purpose << 56) | (ulong)number);
        var starts = new long[rows];
        foreach (ref var start in starts.AsSpan())
        {
            start = Uniform(random, file.Count - length);
        }

        return TokenBatch.Of(file, starts, length);
    }

    private static long Uniform(Philox4x32 random, long exclusiveMaximum) =>
        exclusiveMaximum <= int.MaxValue
            ? random.NextInt32((int)exclusiveMaximum)
            // The bias of a 64-bit multiply is below 2^-20 for files of up to 2^44 tokens.
            : (long)Math.BigMul(random.NextUInt64(), (ulong)exclusiveMaximum, out _);
}
