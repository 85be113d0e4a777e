using Pawl.Tensors.Kernels.Channels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Means over boards and gates per channel, forward and backward.</summary>
internal sealed unsafe class ChannelsFuzz : IFuzzedKernel
{
    public string Name => "channels";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var (boards, positions, channels) = (fuzz.Random.Below(5), fuzz.Size(20), fuzz.Size(40));
        if (fuzz.Random.Flip())
        {
            Pool(fuzz, boards, positions, channels);
        }
        else
        {
            Gate(fuzz, boards, positions, channels);
        }
    }

    private static void Pool(FuzzCase fuzz, int boards, int positions, int channels)
    {
        var isAdding = fuzz.Random.Flip();
        var x = fuzz.Input("x", boards * positions, channels);
        var y = fuzz.Output("y", boards, channels);
        var dY = fuzz.Input("dY", boards, channels);
        var dX = fuzz.Target("dX", boards * positions, channels, isAdding);

        MeanPool.Forward(fuzz.Threads, x.Data, y.Data, boards, positions, channels);
        MeanPool.Backward(fuzz.Threads, dY.Data, dX.Data, boards, positions, channels, isAdding);

        fuzz.CheckMemory();
        for (var board = 0; board < boards; board++)
        {
            for (var j = 0; j < channels; j++)
            {
                var (sum, size) = (0.0, 0.0);
                for (var position = 0; position < positions; position++)
                {
                    var row = board * positions + position;
                    sum += x[row, j];
                    size += Math.Abs(x[row, j]);
                    var (start, share) = (isAdding ? dX[row, j] : 0, dY[board, j] / positions);
                    var reach = Math.Abs(start) + Math.Abs(share);
                    FuzzCase.Expect(dX.Now(row, j), start + share, 6 * (FuzzCase.Epsilon * reach + float.Epsilon), reach, "dX", row, j);
                }

                var bound = ProductCheck.Bound(positions, size) / Math.Max(1, positions) + float.Epsilon;
                FuzzCase.Expect(y.Now(board, j), sum / positions, bound, size, "y", board, j);
            }
        }
    }

    private static void Gate(FuzzCase fuzz, int boards, int positions, int channels)
    {
        var random = fuzz.Random;
        var rows = boards * positions;
        var x = fuzz.Input("x", rows, channels);
        var gate = fuzz.Input("gate", boards, channels);
        var residual = random.Flip() ? fuzz.Input("residual", rows, channels) : null;
        var y = fuzz.Output("y", rows, channels);
        var dY = fuzz.Sum("dY", rows, channels);
        var arguments = new ChannelGateArguments
        {
            X = x.Data,
            Y = y.Data,
            Residual = residual is null ? null : residual.Data,
            Gate = gate.Data,
            Positions = positions,
            Channels = channels,
            IsRectified = random.Flip(),
            DY = dY.Data,
            IsAdding = random.Flip(),
            IsGateAdding = random.Flip(),
        };
        var dX = random.OneIn(4) ? null : fuzz.Target("dX", rows, channels, arguments.IsAdding);
        var dGate = random.OneIn(4) ? null : fuzz.Target("dGate", boards, channels, arguments.IsGateAdding);
        arguments.DX = dX is null ? null : dX.Data;
        arguments.DGate = dGate is null ? null : dGate.Data;

        ChannelGate.Forward(fuzz.Threads, arguments, boards);
        ChannelGate.Backward(fuzz.Threads, arguments, boards);

        fuzz.CheckMemory();
        double Passed(int row, int j) => arguments.IsRectified && y.Now(row, j) <= 0 ? 0 : dY[row, j];
        for (var board = 0; board < boards; board++)
        {
            for (var j = 0; j < channels; j++)
            {
                for (var row = board * positions; row < (board + 1) * positions; row++)
                {
                    var value = x.Before(row, j) * gate.Before(board, j);
                    value = residual is null ? value : value + residual.Before(row, j);
                    value = arguments.IsRectified && value <= 0 ? 0 : value;
                    FuzzCase.ExpectSame(y.Now(row, j) + 0f, value + 0f, "y", row, j);
                    FuzzCase.ExpectSame(dY.Now(row, j) + 0f, (float)Passed(row, j) + 0f, "dY", row, j);
                    if (dX is not null)
                    {
                        var d = (float)Passed(row, j) * gate.Before(board, j);
                        FuzzCase.ExpectSame(dX.Now(row, j) + 0f, (arguments.IsAdding ? dX.Before(row, j) + d : d) + 0f, "dX", row, j);
                    }
                }

                if (dGate is not null)
                {
                    var start = arguments.IsGateAdding ? dGate[board, j] : 0;
                    var first = board * positions;
                    ProductCheck.Expect(
                        dGate.Now(board, j),
                        start,
                        positions,
                        p => (Passed(first + p, j), x[first + p, j]),
                        "dGate",
                        board,
                        j
                    );
                }
            }
        }
    }
}
