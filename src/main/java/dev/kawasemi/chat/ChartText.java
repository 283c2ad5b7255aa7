package dev.kawasemi.chat;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the chart shows, in words and in bars of text: for those who do not see the picture, and where there is none. */
final class ChartText {
    /** Narrow enough for a phone beside a colour's name. */
    private static final int BARS = 20;

    private ChartText() {}

    /** The verdict over the lines as text. */
    static ChatMessage message(Deployment d, ChartData data, Wording wording) {
        List<String> lines = new ArrayList<>();
        lines.add(bars(data.newWord(), data, ChartData.Point::newCpu));
        if (!data.oldWord().isEmpty()) {
            lines.add(bars(data.oldWord(), data, ChartData.Point::oldCpu));
        }
        return ChatMessage.silent(DeployChart.verdict(d, wording) + "\n```\n" + String.join("\n", lines) + "\n```");
    }

    static ChatFile file(Deployment d, ChartData data, byte[] png, Wording wording) {
        return new ChatFile(d.app() + "-" + d.id() + ".png", alt(d, data, wording), png);
    }

    /** The same facts as the picture's, in one paragraph: the verdict, where each line begins, ends and peaks, and the marks. */
    static String alt(Deployment d, ChartData data, Wording wording) {
        List<String> lines = new ArrayList<>();
        lines.add(line(data.newWord(), figures(data, ChartData.Point::newCpu), wording));
        if (!data.oldWord().isEmpty()) {
            lines.add(line(data.oldWord(), figures(data, ChartData.Point::oldCpu), wording));
        }
        List<String> marks = data.marks().stream()
                .map(mark -> wording.say(ChartPhrase.MARK, mark.word(), Math.round(mark.seconds())))
                .toList();
        long seconds = Math.round(data.points().get(data.points().size() - 1).seconds());
        return wording.say(
                ChartPhrase.ALT,
                DeployChart.verdict(d, wording),
                seconds,
                String.join("; ", lines),
                marks.isEmpty() ? "" : wording.say(ChartPhrase.MARKS, String.join(", ", marks)));
    }

    private static String line(String color, List<Double> figures, Wording wording) {
        double least = figures.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = figures.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double last = figures.isEmpty() ? 0 : figures.get(figures.size() - 1);
        return wording.say(ChartPhrase.LINE, color, Math.round(least), Wording.percent(most), Wording.percent(last));
    }

    private static List<Double> figures(ChartData data, Function<ChartData.Point, OptionalDouble> figure) {
        return data.points().stream()
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    /** Each bar is the mean over as much time; a space where nothing was measured. Both lines have one scale. */
    private static String bars(String color, ChartData data, Function<ChartData.Point, OptionalDouble> figure) {
        double full = data.points().stream()
                .flatMapToDouble(point -> java.util.stream.DoubleStream.of(
                        point.newCpu().orElse(0), point.oldCpu().orElse(0)))
                .reduce(100, Math::max);
        StringBuilder bars = new StringBuilder();
        int bins = Math.min(BARS, data.points().size());
        for (int bin = 0; bin < bins; bin++) {
            int from = bin * data.points().size() / bins;
            int to = (bin + 1) * data.points().size() / bins;
            OptionalDouble mean = data.points().subList(from, to).stream()
                    .map(figure)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .average();
            bars.append(mean.isPresent() ? Sparkline.of(List.of(mean.getAsDouble()), full) : " ");
        }
        return String.format(Locale.ROOT, "%-5s %s", color, bars);
    }
}
