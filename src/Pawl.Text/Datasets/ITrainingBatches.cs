namespace Pawl.Text.Datasets;

/// <summary>
/// Batches to train on. A batch is a function of its number: the position in the data is how many were drawn, and nothing else has to be
/// stored to go on exactly.
/// </summary>
public interface ITrainingBatches
{
    /// <param name="number">Which batch, from 0; below 2^56.</param>
    TokenBatch Draw(long number);
}
