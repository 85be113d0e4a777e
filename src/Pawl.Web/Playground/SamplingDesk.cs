using System.Threading.Channels;
using Pawl.Text.Tokenizers;

namespace Pawl.Web.Playground;

/// <summary>Lets models write, one request at a time with few waiting, so that playing never takes a machine from its trainings.</summary>
internal sealed class SamplingDesk(ModelShelf shelf, TimeProvider time) : IDisposable
{
    public const int MostWaiting = 4;

    /// <value>2 minutes: a request that writes longer ends with what it has.</value>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _inside;

    /// <summary>Takes a place in the queue; dispose of it to leave.</summary>
    /// <returns>Null when the queue is full.</returns>
    public SamplingPlace? Enter()
    {
        var place = Interlocked.Increment(ref _inside);
        if (place <= 1 + MostWaiting)
        {
            return new SamplingPlace(this, place - 1);
        }

        Interlocked.Decrement(ref _inside);
        return null;
    }

    /// <summary>Waits for its turn, loads the model and writes on a thread of its own; what it writes comes out of the reader.</summary>
    /// <returns>Once the model is loaded and knows the prompt. The reader ends with the text, with the limit, or with the fault of the writing.</returns>
    /// <exception cref="Learning.Checkpoints.CheckpointException">The run has no good checkpoint.</exception>
    /// <exception cref="UnknownTextException">The vocabulary cannot express the prompt.</exception>
    /// <exception cref="OperationCanceledException">Stopped while it waited.</exception>
    public async Task<SampleWriting> WriteAsync(string runId, SampleBody body, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var model = await Task.Run(() => Open(runId, body), stop);
            var pieces = Channel.CreateUnbounded<SamplePiece>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
            var writing = Task.Factory.StartNew(
                () => Write(model, body, pieces.Writer, stop),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            return new SampleWriting(model, pieces.Reader, writing, () => End(model));
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public void Dispose() => _turn.Dispose();

    internal void Leave() => Interlocked.Decrement(ref _inside);

    private LoadedModel Open(string runId, SampleBody body)
    {
        var model = shelf.Take(runId, body.Checkpoint == "latest");
        try
        {
            _ = model.Sampler.Tokenizer.Encode(body.Prompt);
            return model;
        }
        catch
        {
            shelf.Return(model);
            throw;
        }
    }

    private void End(LoadedModel model)
    {
        shelf.Return(model);
        _turn.Release();
    }

    private void Write(LoadedModel model, SampleBody body, ChannelWriter<SamplePiece> pieces, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        Exception? fault = null;
        try
        {
            for (var number = 0; number < body.Samples; number++)
            {
                foreach (var text in model.Sampler.Stream(body.Prompt, body.Tokens, body.Settings, number))
                {
                    pieces.TryWrite(new SamplePiece(number, text));
                    if (stop.IsCancellationRequested || time.GetElapsedTime(start) > Limit)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception error)
        {
            fault = error;
        }
        finally
        {
            pieces.Complete(fault);
        }
    }
}

/// <summary>A place in the queue.</summary>
/// <param name="ahead">How many were before it.</param>
internal sealed class SamplingPlace(SamplingDesk desk, int ahead) : IDisposable
{
    public int Ahead { get; } = ahead;

    public void Dispose() => desk.Leave();
}

/// <summary>One token's text, which may be empty while a character is unfinished.</summary>
internal readonly record struct SamplePiece(int Sample, string Text);

/// <summary>A text being written. Dispose of it only after asking it to stop or reading it to its end.</summary>
internal sealed class SampleWriting(LoadedModel model, ChannelReader<SamplePiece> pieces, Task writing, Action end) : IAsyncDisposable
{
    public LoadedModel Model { get; } = model;

    public ChannelReader<SamplePiece> Pieces { get; } = pieces;

    /// <summary>Waits for the thread, whose model the next request may want.</summary>
    public async ValueTask DisposeAsync()
    {
        await writing;
        end();
    }
}
