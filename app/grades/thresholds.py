"""Every number by which visits are graded and weeks are flagged, each with where it comes from (pure).

"simulated" means: chosen on `python -m tests.grades`, and to be chosen again when there are tracks from the field.
"""

# The place of one visit.
NEAR_M = 100  # a canvassing app in use elsewhere paints up to 100 m green
FAR_M, FAR_ACCURACIES = 200, 3  # beyond both 200 m and three times its accuracy a fix is somewhere else
ROUGH_M = 100  # and a fix worse than 100 m is taken for none
STALE_S = 120  # on foot five minutes are several houses: a fix older than two says nothing of this door
EXACT_M = 1  # no phone's satellite receiver is as good as a metre
AROUND_S = 30 * 60  # fixes so long before and after are held against it
HISTORY_S = 2 * 60 * 60  # and farther away than this there is nothing to hold against it
HISTORY_VISITS = 100  # no more than so many on each side; nobody makes as many in two hours
FASTEST_KMH = 120  # the limit of a motorway
# Its time.
WIDE_S = 12 * 60 * 60  # a visit of which only the half day is known
SHORT_S = 60  # to ring, to talk and to have it signed; by the stopwatch from one door to the next

# A worker's week. Below a smallest sample nothing is said.
ONE_POINT_HOUSEHOLDS, ONE_POINT_M, ONE_POINT_S = 8, 15, 10 * 60  # more households than this, within that
ONE_BUILDING_M = 30  # doors that stand so close together are one building: simulated
SAME_FIX_VISITS = 3  # the sixth decimal is 0.1 m: two fixes that agree in it are a coincidence, three are not
SAME_FIX_DOORS_M = 60  # while their doors lie farther apart than a phone that kept its last fix was carried: simulated
SAME_ACCURACY_RUN = 12  # in a row: honest phones give the same whole metres often, and not as often: simulated
EXACT_VISITS = 3
TOO_FAST_TIMES = 3  # a receiver that jumps does so once, there and back: simulated
SAME_PICTURE_VISITS = 3  # a signature's picture that was used before, by so many visits: simulated
SAME_PHOTO_SLIPS = 1  # the photo of the door just before, chosen again: once in a week it is a mistake: simulated
SAME_HAND_HOUSEHOLDS = 3  # a grown-up child signs for two homes: simulated
CLOCK_OFF_VISITS = 5
# Of these a share is usual; flagged is what would come about by chance once in a thousand weeks: simulated.
FEWEST_FIXES, FEWEST_SIGNED = 10, 10
FAR_USUAL, SHORT_USUAL = 0.06, 0.04
CHANCE, FEWEST_TIMES = 0.001, 5

# Shapes of signatures: points a stroke, the least that makes a shape, and how alike two are: simulated.
POINTS = 6
LEAST_TURNING = 9.0
ALIKE = 0.12
