package dev.kawasemi.chat;

import dev.kawasemi.chart.ChartData;
import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.Stories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every message there is, from the real renderer, in one language: by the file in which it is kept. */
final class Gallery {
    private static final Set<String> CHANNEL = Set.of("root", "question", "superseded", "outcome", "restart", "away");
    private static final Set<String> ANSWER =
            Set.of("logs", "standby", "remove anyway", "second press", "accepted", "roll back");

    /** Where it stands. */
    enum Place {
        CHANNEL,
        THREAD,
        ANSWER
    }

    record Shown(String name, Place place, ChatMessage message) {}

    private final Wording wording;
    private final Map<String, List<Shown>> files = new LinkedHashMap<>();

    private Gallery(Wording wording) {
        this.wording = wording;
    }

    static Map<String, List<Shown>> in(Wording wording) {
        Gallery gallery = new Gallery(wording);
        GalleryStates.all().forEach(gallery::state);
        gallery.files.put("answers", gallery.answers());
        gallery.files.put("aftercare", gallery.aftercare());
        gallery.files.put("status", GalleryStatus.in(wording));
        gallery.files.put("desk", GalleryDesk.in(wording));
        gallery.files.put("card", GalleryCards.in(wording));
        gallery.files.put("chart", gallery.charts());
        gallery.files.put("releases", GalleryReleases.in(wording));
        return gallery.files;
    }

    private void state(String name, Deployment d) {
        List<Shown> shown = new ArrayList<>();
        Texts.messages(d, wording).forEach((message, text) -> shown.add(new Shown(message, place(message), text)));
        say(shown, "an accepted request", Answers.going(d, wording));
        files.put(name.replaceAll("[^a-z0-9]+", "-"), shown);
    }

    private static Place place(String name) {
        if (CHANNEL.contains(name)) {
            return Place.CHANNEL;
        }
        return ANSWER.contains(name) ? Place.ANSWER : Place.THREAD;
    }

    private List<Shown> answers() {
        Deployment d = Texts.asked().deployment();
        List<Shown> all = new ArrayList<>();
        say(all, "fault", Answers.fault(wording));
        say(all, "checking", Answers.checking("shop", "v1.9.2", wording));
        say(all, "a button of others", Answers.notOurs(wording));
        say(all, "an old copy", Answers.oldCopy(wording));
        ButtonId unknown = new ButtonId(ButtonId.Verb.REMOVE, new DeploymentId(7), 1);
        say(all, "a deployment of others", Answers.unknownDeployment(unknown, wording));
        say(all, "overtaken", Answers.overtaken(d, Stories.upgrade(43).deployment(), wording));
        say(all, "never deployed", Answers.neverDeployed("shop", wording));
        say(all, "looking at one", wording.say(AnswerPhrase.LOOKING_AT, "shop"));
        say(all, "looking at all", wording.say(AnswerPhrase.LOOKING_AT_ALL));
        say(all, "no app", wording.say(AnswerPhrase.NO_APP));
        all.add(new Shown(
                "remove anyway, uncounted", Place.ANSWER, Answers.removeAnyway(d, Deployment.UNKNOWN_TASKS, wording)));
        all.add(new Shown(
                "nothing is asked",
                Place.CHANNEL,
                QuestionText.of(Stories.upgrade().deployment(), wording)));
        all.add(new Shown("remove anyway, one", Place.ANSWER, Answers.removeAnyway(d, 1, wording)));
        for (int seconds : new int[] {12, 300, 4 * 3600, 3 * 86400}) {
            Deployment approved = Texts.asked().approved(Stories.BOB).deployment();
            String text = Answers.decidedBefore(approved, approved.changedAt().plusSeconds(seconds), wording);
            say(all, "second press after " + seconds + " s", text);
        }
        for (Answer.Reason reason : Answer.Reason.values()) {
            Answer.Refused refused =
                    new Answer.Refused(reason, List.of("the host is busy with shop v1.9.1 of Alice's"));
            say(all, "refused, " + reason, Answers.refused(refused, wording));
        }
        input(all);
        rights(all);
        return all;
    }

    private void input(List<Shown> all) {
        List<AppName> apps = List.of(Stories.SHOP, new AppName("blog"));
        say(all, "which app", InputCheck.appProblem("", apps, wording).orElseThrow());
        say(all, "a slip", InputCheck.appProblem("shpo", apps, wording).orElseThrow());
        say(
                all,
                "no such app",
                InputCheck.appProblem("**@everyone**", apps, wording).orElseThrow());
        say(
                all,
                "no app at all",
                InputCheck.appProblem("shop", List.of(), wording).orElseThrow());
        say(all, "no version", InputCheck.versionProblem("v1 && rm", wording).orElseThrow());
        say(all, "too long", InputCheck.versionProblem("v".repeat(129), wording).orElseThrow());
    }

    private void rights(List<Shown> all) {
        AccessPolicy policy = new AccessPolicy(new Roles(Set.of("d"), Set.of("a"), Set.of("v")));
        Caller nobody = new Caller(Stories.BOB, Set.of(), false, true);
        for (Act act : Act.values()) {
            policy.refusal(act, nobody, Optional.of(Stories.ALICE))
                    .ifPresent(said -> say(all, "may not " + act, said.in(wording)));
        }
        Caller elsewhere = new Caller(Stories.BOB, Set.of("d"), false, false);
        say(
                all,
                "wrong place",
                policy.refusal(Act.DEPLOY, elsewhere, Optional.empty())
                        .orElseThrow()
                        .in(wording));
    }

    /** What only an event tells. */
    private List<Shown> aftercare() {
        List<Shown> all = new ArrayList<>();
        for (long tasks : new long[] {0, 1, 12, Deployment.UNKNOWN_TASKS}) {
            Deployment d = Texts.rolledBackWithTasks(12).deployment();
            var removed = new AftercareEvent.FailedColorRemoved(d.changedAt(), Stories.BOB, tasks);
            FailedColorText.of(d, removed, wording)
                    .ifPresent(text -> all.add(new Shown("removed with " + tasks, Place.THREAD, text)));
        }
        GalleryStates.failedColorDrained().forEach((name, story) -> {
            List<DeploymentEvent> events = story.events();
            FailedColorText.of(story.deployment(), events.get(events.size() - 1), wording)
                    .ifPresent(text -> all.add(new Shown(name, Place.THREAD, text)));
        });
        images(all);
        for (Color active : Color.values()) {
            Stories story = Texts.repaired(active);
            List<DeploymentEvent> events = story.events();
            var repaired = (AftercareEvent.Repaired) events.get(events.size() - 1);
            all.add(new Shown(
                    "repaired to " + active, Place.CHANNEL, RepairText.of(story.deployment(), repaired, wording)));
        }
        all.add(new Shown(
                "disagreement",
                Place.CHANNEL,
                RepairText.needed(Texts.asked().deployment(), "the journal says that GREEN serves", wording)));
        return all;
    }

    private void images(List<Shown> all) {
        List<Version> many = IntStream.rangeClosed(1, 7)
                .mapToObj(number -> new Version("v1.8." + number))
                .toList();
        Instant at = Stories.BEGIN;
        Stream.of(
                        new AftercareEvent.ImagesRemoved(at, many.subList(0, 1), 1, OptionalLong.of(412L << 20)),
                        new AftercareEvent.ImagesRemoved(at, many.subList(0, 2), 3, OptionalLong.of(2100L << 20)),
                        new AftercareEvent.ImagesRemoved(at, many, 14, OptionalLong.of(1000)),
                        new AftercareEvent.ImagesRemoved(at, many.subList(0, 1), 2, OptionalLong.empty()))
                .forEach(event -> all.add(
                        new Shown(event.images() + " images removed", Place.THREAD, ImagesText.of(event, wording))));
    }

    private List<Shown> charts() {
        List<Shown> all = new ArrayList<>();
        List<ChartData.Point> points = List.of(
                new ChartData.Point(0, OptionalDouble.empty(), OptionalDouble.of(11)),
                new ChartData.Point(30, OptionalDouble.of(80), OptionalDouble.of(12)),
                new ChartData.Point(60, OptionalDouble.of(18), OptionalDouble.of(11)));
        ChartData data = new ChartData("", "GREEN", "BLUE", List.of(new ChartData.Mark(20, "quiesce")), points);
        GalleryStates.all().forEach((name, d) -> {
            if (DeployChart.due(d)) {
                all.add(new Shown(name, Place.THREAD, ChartText.message(d, data, wording)));
                all.add(new Shown(name + ", alt", Place.THREAD, ChatMessage.silent(ChartText.alt(d, data, wording))));
            }
        });
        return all;
    }

    private static void say(List<Shown> all, String name, String text) {
        all.add(new Shown(name, Place.ANSWER, ChatMessage.silent(Escape.fit(text))));
    }
}
