namespace Pawl.Tensors.Autograd;

/// <content>What operations ask of their inputs.</content>
public sealed partial class Tape
{
    private static TensorShape WithLast(TensorShape shape, int last) =>
        shape.Rank switch
        {
            1 => new(last),
            2 => new(shape[0], last),
            3 => new(shape[0], shape[1], last),
            _ => new(shape[0], shape[1], shape[2], last),
        };

    private static void Require(bool isFit, string operation, string expected, Tensor first, Tensor? second)
    {
        if (!isFit)
        {
            throw new ArgumentException(
                $"{operation} takes {expected}: got {first.Shape}{(second is null ? string.Empty : $" and {second.Shape}")}."
            );
        }
    }

    private static void RequireProbability(float probability)
    {
        if (!(probability >= 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability is in [0, 1).");
        }
    }
}
